"""Words of the page of a record and of the preview."""

WORDS: dict[str, tuple[str, str]] = {
    "page.section.head": ("基本信息", "At a glance"),
    "page.section.industry": ("行业分析", "The industry"),
    "page.section.company": ("公司与财务", "Company and finance"),
    "page.section.chain": ("产业链", "Value chain"),
    "page.section.potential": ("潜力与特征", "Potential and traits"),
    "page.section.expectations": ("业务模式与期望", "Model and expectations"),
    "page.section.application": ("应用水平", "Application level"),
    "page.section.purchasing": ("采购方式与审批", "Purchasing and approval"),
    "page.section.plan": ("服务计划与增值服务", "Service plan and extra services"),
    "page.section.team": ("客户团队", "Account team"),
    "page.section.customer": ("客户方采购", "The purchase at the customer"),
    "page.section.rivals": ("竞争与结果", "Competition and outcome"),
    "page.section.other": ("其他", "Further"),
    "page.filled": ("{title} {filled}/{n}", "{title} {filled}/{n}"),
    "page.account": ("客户", "Account"),
    "page.steps": ("下一步", "Next steps"),
    "page.contract_ends": ("剩 {n} 天", "{n} {n:day|days} left"),
    "page.contract_over": ("已到期", "ended"),
    "page.worth": ("现值 {n}%", "worth {n}% today"),
    "page.worth_unknown": ("可靠性或日期不详", "reliability or day not known"),
}
