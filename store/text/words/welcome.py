"""Words of the first run and of the menu that is read by ear."""

WORDS: dict[str, tuple[str, str]] = {
    "welcome.title": ("欢迎使用 kamtui，大客户销售工作台", "Welcome to kamtui: key account selling"),
    "welcome.demo": ("试用演示数据", "Try the demo"),
    "welcome.new": ("新建工作区", "Make a new workspace"),
    "welcome.import": ("从表格导入（Excel、CSV）", "Import a table (Excel, CSV)"),
    "welcome.language": ("切换语言（中文、英文）", "Change the language (Chinese, English)"),
    "welcome.leave": ("退出", "Leave"),
    "welcome.folder": ("放在哪个文件夹？", "In which folder?"),
    "welcome.file": ("哪个文件？", "Which file?"),
    "welcome.ear": ("kamtui：请选择", "kamtui: choose"),
    "welcome.accounts": ("客户列表", "The accounts"),
    "welcome.pipeline": ("销售管道", "The pipeline"),
    "welcome.record": ("一个客户、商机或联系人", "One account, deal or person"),
    "welcome.review": ("周会：预测、变化、风险、停滞", "The review: forecast, changes, risks, what is stalled"),
    "welcome.due": ("待办：到期和逾期的事", "What is due and what is late"),
    "welcome.keys": ("全部按键", "All keys"),
    "welcome.number": ("输入数字：", "Number:"),
    "welcome.which": ("名称或编号：", "Name or id:"),
}
