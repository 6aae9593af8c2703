"""Write `store/text/pinyin.bin` from the readings that pypinyin (MIT licence) knows.

Run it by hand after a change: `python tests/make_pinyin.py`. The file is zlib-compressed: four lines of
UTF-8 (all syllables; characters with several readings; words; surnames), an empty line, then the low and
the high byte of every character's syllable number from U+4E00 to U+9FFF. pypinyin gives the usual reading
of each character; the lists below correct and add to it.
"""

from __future__ import annotations

import zlib
from pathlib import Path

from pypinyin import Style, pinyin

FIRST, LAST = 0x4E00, 0x9FFF
TARGET = Path(__file__).resolve().parents[1] / "store" / "text" / "pinyin.bin"

# Characters with several readings that names, titles and products use; the usual reading first.
READINGS = """
重zhong,chong 行xing,hang 长chang,zhang 厦sha,xia 曾ceng,zeng 单dan,shan,chan 仇chou,qiu 解jie,xie 查cha,zha 区qu,ou
尉wei,yu 乐le,yue 朝chao,zhao 降jiang,xiang 都du,dou 会hui,kuai 率lv,shuai 传chuan,zhuan 参can,shen 调diao,tiao
万wan,mo 盛sheng,cheng 石shi,dan 种zhong,chong 朴pu,piao 盖gai,ge 覃qin,tan 翟zhai,di 还hai,huan 没mei,mo 和he,huo
着zhe,zhao,zhuo 了le,liao 得de,dei 地di,de 大da,dai 差cha,chai 藏cang,zang 车che,ju 称cheng,chen 弹dan,tan 的de,di
丁ding,zheng 恶e,wu 佛fo,fu 给gei,ji 广guang,an 柜gui,ju 核he,hu 豁huo,hua 系xi,ji 贾jia,gu 价jia,jie 角jiao,jue
校xiao,jiao 劲jin,jing 颈jing,geng 觉jue,jiao 卡ka,qia 壳ke,qiao 落luo,la,lao 勒le,lei 俩lia,liang 六liu,lu 露lu,lou
绿lv,lu 抹mo,ma 脉mai,mo 埋mai,man 蔓man,wan 泌mi,bi 秘mi,bi 模mo,mu 摩mo,ma 牟mou,mu 缪miao,mou 娜na,nuo
粘zhan,nian 弄nong,long 那na,nei 炮pao,bao 堡bao,bu,pu 瀑pu,bao 曝pu,bao 奇qi,ji 强qiang,jiang 茄qie,jia 亲qin,qing
圈quan,juan 券quan,xuan 塞sai,se 色se,shai 杉shan,sha 汤tang,shang 什shen,shi 省sheng,xing 识shi,zhi 似si,shi
食shi,si 属shu,zhu 熟shu,shou 数shu,shuo 术shu,zhu 说shuo,shui 伺ci,si 宿su,xiu 拓tuo,ta 提ti,di 洗xi,xian
纤xian,qian 吓xia,he 削xiao,xue 血xue,xie 吁xu,yu 畜xu,chu 咽yan,ye 钥yao,yue 叶ye,xie 遗yi,wei 殷yin,yan 员yuan,yun
择ze,zhai 扎zha,za 轧zha,ya,ga 栅zha,shan 召zhao,shao 折zhe,she 这zhe,zhei 著zhu,zhuo 爪zhua,zhao 幢zhuang,chuang
缴jiao,zhuo 琢zhuo,zuo 兹zi,ci 柏bai,bo 伯bo,bai 薄bo,bao 剥bo,bao 便bian,pian 卜bu,bo 泊bo,po 蚌bang,beng
磅bang,pang 膀bang,pang 辟pi,bi 番fan,pan 否fou,pi 阿a,e 艾ai,yi 腌yan,a 拗ao,niu 尺chi,che 臭chou,xiu 椎zhui,chui
逮dai,dei 囤tun,dun 龟gui,jun,qiu 圩wei,xu 祭ji,zhai 茜qian,xi 乜nie,mie 郇xun,huan 隗wei,kui 郗xi,chi 澹dan,tan
繁fan,po 褚chu,zhu 晟sheng,cheng 铅qian,yan 浚jun,xun 莘shen,xin 莞guan,wan 歙she,xi 荥xing,ying 蔚wei,yu 筠yun,jun
涡wo,guo 峙zhi,shi 渑mian,sheng 埔pu,bu 洞dong,tong 氏shi,zhi 巷xiang,hang 嗯en,ng 呢ne,ni 咯luo,ge 哪na,nei
"""

# Words whose characters read otherwise than usual, and words that begin like a surname and are none.
PHRASES = """
重庆=chong'qing 重组=chong'zu 重启=chong'qi 重阳=chong'yang 银行=yin'hang 行业=hang'ye 央行=yang'hang 分行=fen'hang
支行=zhi'hang 总行=zong'hang 行长=hang'zhang 商行=shang'hang 农行=nong'hang 工行=gong'hang 建行=jian'hang
中行=zhong'hang 招行=zhao'hang 交行=jiao'hang 车行=che'hang 洋行=yang'hang 同行=tong'hang 厦门=xia'men 厦工=xia'gong
厦航=xia'hang 厦钨=xia'wu 市长=shi'zhang 局长=ju'zhang 处长=chu'zhang 科长=ke'zhang 部长=bu'zhang 校长=xiao'zhang
院长=yuan'zhang 厂长=chang'zhang 店长=dian'zhang 组长=zu'zhang 会长=hui'zhang 队长=dui'zhang 所长=suo'zhang
站长=zhan'zhang 省长=sheng'zhang 县长=xian'zhang 区长=qu'zhang 镇长=zhen'zhang 社长=she'zhang 董事长=dong'shi'zhang
成长=cheng'zhang 增长=zeng'zhang 家长=jia'zhang 会计=kuai'ji 音乐=yin'yue 乐器=yue'qi 乐山=le'shan 朝阳=chao'yang
率先=shuai'xian 人参=ren'shen 调整=tiao'zheng 调度=diao'du 调味=tiao'wei 空调=kong'tiao 成都=cheng'du 首都=shou'du
都市=du'shi 西藏=xi'zang 差旅=chai'lv 参差=cen'ci 台州=tai'zhou 东莞=dong'guan 六安=lu'an 六合=lu'he 蚌埠=beng'bu
番禺=pan'yu 大埔=da'bu 黄埔=huang'pu 秘鲁=bi'lu 铅山=yan'shan 单县=shan'xian 尉迟=yu'chi 尉氏=wei'shi 万俟=mo'qi
澹台=tan'tai 区块=qu'kuai 区域=qu'yu 区委=qu'wei 单位=dan'wei 单元=dan'yuan 单片=dan'pian 单一=dan'yi 单晶=dan'jing
解放=jie'fang 解决=jie'jue 解码=jie'ma 解读=jie'du 查询=cha'xun 查找=cha'zhao 查看=cha'kan 曾经=ceng'jing
仇恨=chou'hen 盖板=gai'ban 盖章=gai'zhang 任务=ren'wu 朴素=pu'su 传记=zhuan'ji 角色=jue'se 校验=jiao'yan 系鞋=ji'xie
供给=gong'ji 给水=ji'shui 给排水=ji'pai'shui 强迫=qiang'po 车马=che'ma 模具=mu'ju 模板=mu'ban 涡阳=guo'yang
荥阳=xing'yang 歙县=she'xian 浚县=xun'xian 莘县=shen'xian 亳州=bo'zhou 丽水=li'shui 尺寸=chi'cun 提防=di'fang
拓片=ta'pian 可汗=ke'han 叶片=ye'pian 弹簧=tan'huang 弹性=tan'xing 处理=chu'li 便宜=pian'yi 转载=zhuan'zai
血压=xue'ya 薄膜=bo'mo 剥离=bo'li 柏林=bo'lin 阿胶=e'jiao 牟平=mu'ping 中牟=zhong'mu 堡垒=bao'lei 大夫=dai'fu
似乎=si'hu 种子=zhong'zi 什邡=shi'fang 仇人=chou'ren 盛饭=cheng'fan
"""

# How a character reads as the first of a person's name.
SURNAMES = """
曾zeng 单shan 仇qiu 解xie 查zha 区ou 任ren 盖ge 朴piao 翟zhai 覃qin 尉yu 乐yue 召shao 缪miao 繁po 隗wei 折she 员yun
殷yin
"""


def usual(char: str) -> str:
    """pypinyin's first reading of `char` without its tone, "" when it knows none; ü is written v."""
    found = pinyin(char, style=Style.NORMAL, errors="ignore", v_to_u=False)
    return found[0][0].replace("ê", "e") if found else ""


def packed() -> bytes:
    """The whole content of the file."""
    readings = [usual(chr(code)) for code in range(FIRST, LAST + 1)]
    known = sorted(set(readings) | {""})
    places = [known.index(reading) for reading in readings]
    phrases = sorted(set(PHRASES.split()), key=lambda entry: (-entry.index("="), entry))
    for entry in phrases:
        word, spelled = entry.split("=")
        if len(word) != len(spelled.split("'")):
            raise ValueError(f"a word and its syllables differ in number: {entry}")
    lines = [" ".join(known), " ".join(READINGS.split()), " ".join(phrases), " ".join(SURNAMES.split())]
    planes = bytes(place % 256 for place in places) + bytes(place // 256 for place in places)
    return zlib.compress("\n".join(lines).encode() + b"\n\n" + planes, 9)


if __name__ == "__main__":
    TARGET.write_bytes(packed())
