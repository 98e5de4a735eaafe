"""The list of sources of Japan: every citation of this legal order resolves to an entry here."""

from __future__ import annotations

from datetime import date

from wellfounded.rules.citations import Source

# fmt: off
# A list reads better with an entry to two or three lines.

_READ = date(2026, 11, 23)
"""The day on which the copies named under `read_in` were compared."""

ICRRA = Source(
    "jp-icrra", "Immigration Control and Refugee Recognition Act (Cabinet Order 319 of 1951)", "ICRRA", "statute",
    _READ, "出入国管理及び難民認定法", "e-Gov text of 14 June 2026 (revision 20260614_507AC0000000039)",
)
ACT_56_2023 = Source(
    "jp-act-56-2023", "Act 56 of 2023, supplementary provisions", "Act 56/2023 suppl.", "statute", _READ,
    "令和5年法律第56号附則", "inside the e-Gov text of the ICRRA",
)
ACT_73_2004 = Source(
    "jp-act-73-2004", "Act 73 of 2004, supplementary provisions", "Act 73/2004 suppl.", "statute", _READ,
    "平成16年法律第73号附則", "inside the e-Gov text of the ICRRA",
)
ACT_79_2009 = Source(
    "jp-act-79-2009", "Act 79 of 2009, supplementary provisions", "Act 79/2009 suppl.", "statute", _READ,
    "平成21年法律第79号附則", "inside the e-Gov text of the ICRRA",
)
ACT_69_2014 = Source(
    "jp-act-69-2014", "Act 69 of 2014, supplementary provisions", "Act 69/2014 suppl.", "statute", _READ,
    "平成26年法律第69号附則", "inside the e-Gov text of the ICRRA",
)
ACT_84_2004 = Source(
    "jp-act-84-2004", "Act 84 of 2004, supplementary provisions", "Act 84/2004 suppl.", "statute", _READ,
    "平成16年法律第84号附則", "inside the e-Gov text of the ACLA",
)
ACT_48_2022 = Source(
    "jp-act-48-2022", "Act 48 of 2022, supplementary provisions", "Act 48/2022 suppl.", "statute", _READ,
    "令和4年法律第48号附則", "inside the e-Gov text of the CCP",
)
ACT_67_2022 = Source(
    "jp-act-67-2022", "Act 67 of 2022 (one prison sentence)", "Act 67/2022", "statute", _READ, "令和4年法律第67号",
    "press reports of 1 June 2025",
)
REGULATION = Source(
    "jp-er", "Enforcement Regulations of the ICRRA (Ministry of Justice Ordinance 54 of 1981)", "ER", "ordinance",
    _READ, "出入国管理及び難民認定法施行規則", "e-Gov text of 2026",
)
ARCA = Source(
    "jp-arca", "Administrative Review Act (Act 68 of 2014)", "ARCA", "statute", _READ, "行政不服審査法",
    "e-Gov text of 24 June 2026",
)
ACLA = Source(
    "jp-acla", "Administrative Case Litigation Act (Act 139 of 1962)", "ACLA", "statute", _READ, "行政事件訴訟法",
    "e-Gov text of 21 May 2026",
)
CCP = Source(
    "jp-ccp", "Code of Civil Procedure (Act 109 of 1996)", "CCP", "statute", _READ, "民事訴訟法",
    "e-Gov text with Act 48 of 2022",
)
CC = Source(
    "jp-cc", "Civil Code (Act 89 of 1896)", "CC", "statute", _READ, "民法", "e-Gov text of 2026",
)
AOH = Source(
    "jp-aoh", "Act on Holidays of Administrative Organs (Act 91 of 1988)", "AOH", "statute", _READ,
    "行政機関の休日に関する法律", "e-Gov text of 1 May 1992",
)
NHA = Source(
    "jp-nha", "Act on National Holidays (Act 178 of 1948)", "NHA", "statute", _READ, "国民の祝日に関する法律",
    "e-Gov text of 1 January 2020",
)
TRIAGE_2018 = Source(
    "jp-triage-2018", "Measures on the use of the refugee procedure, 12 January 2018", "Triage 2018", "practice",
    _READ, "難民認定制度の適正化のための更なる運用の見直し", "moj.go.jp/isa nyuukokukanri03_00116",
)
NOTICE_2019 = Source(
    "jp-notice-2019", "Immigration Bureau notice of January 2019 on final judgments", "Notice 2019", "practice",
    _READ, "敗訴判決確定後の取扱いに関する通知", "tokyo-np.co.jp 181958, 189172",
)
HANDBOOK_2023 = Source(
    "jp-handbook-2023", "Guide to whether a person is a refugee, 24 March 2023", "Handbook 2023", "guidance",
    _READ, "難民該当性判断の手引", "moj.go.jp/isa press 07_00036; reports of its contents",
)
GUIDELINES_2005 = Source(
    "jp-guidelines-2005", "Guidelines for handling refugee recognition, 13 May 2005 (no. 823)", "Guidelines 2005",
    "guidance", _READ, "難民認定事務取扱要領", "answer 211-132 to the Diet",
)
DIET_211_135 = Source(
    "jp-diet-211-135", "Answer of the Government to the Diet, 211th session, no. 135", "Diet answer 211-135",
    "report", _READ, "答弁書第211回第135号", "the answer",
)
DIET_211_136 = Source(
    "jp-diet-211-136", "Answer of the Government to the Diet, 211th session, no. 136", "Diet answer 211-136",
    "report", _READ, "答弁書第211回第136号", "the answer",
)
DIET_217_153 = Source(
    "jp-diet-217-153", "Answer of the Government to the Diet, 217th session, no. 153", "Diet answer 217-153",
    "report", _READ, "答弁書第217回第153号", "the answer of 17 June 2025",
)
PRACTICE = Source(
    "jp-practice", "Published practice of the Immigration Services Agency", "ISA practice", "practice", _READ,
    "出入国在留管理庁の公表資料", "moj.go.jp/isa and press, named beside each rule",
)

SUPREME_1955 = Source(
    "jp-sc-1955-12-06", "Supreme Court, 6 December 1955, Showa 29 (O) 904", "SC 1955-12-06", "judgment", _READ,
    "最三小判昭和30年12月6日（昭和29年（オ）第904号）", "courts.go.jp 57551",
)
TOKYO_HC_2018 = Source(
    "jp-tokyo-hc-2018-12-05", "Tokyo High Court, 5 December 2018", "Tokyo HC 2018-12-05", "judgment", _READ,
    "東京高判平成30年12月5日", "commentary of October 2019",
)
NAGOYA_HC_2021 = Source(
    "jp-nagoya-hc-2021-01-13", "Nagoya High Court, 13 January 2021", "Nagoya HC 2021-01-13", "judgment", _READ,
    "名古屋高判令和3年1月13日", "hanrei.japanlaw.net 089991",
)
TOKYO_HC_2021 = Source(
    "jp-tokyo-hc-2021-09-22", "Tokyo High Court, 22 September 2021", "Tokyo HC 2021-09-22", "judgment", _READ,
    "東京高判令和3年9月22日", "press of 22 September 2021; commentary",
)
OSAKA_DC_2024 = Source(
    "jp-osaka-dc-2024-07-04", "Osaka District Court, 4 July 2024, Reiwa 4 (Gyo-U) 112", "Osaka DC 2024-07-04",
    "judgment", _READ, "大阪地判令和6年7月4日（令和4年（行ウ）第112号）", "kanz.jp 93242; courts.go.jp id=93939",
)
OSAKA_HC_2025 = Source(
    "jp-osaka-hc-2025-02-27", "Osaka High Court, 27 February 2025, Reiwa 6 (Gyo-Ko) 102", "Osaka HC 2025-02-27",
    "judgment", _READ, "大阪高判令和7年2月27日（令和6年（行コ）第102号）", "courts.go.jp id=93939",
)

TOKYO_HC_2005 = Source(
    "jp-tokyo-hc-2005-05-31", "Tokyo High Court, 31 May 2005", "Tokyo HC 2005-05-31", "judgment", _READ,
    "東京高判平成17年5月31日", "jlnr.jp about_refugee",
)
TOKYO_HC_2006 = Source(
    "jp-tokyo-hc-2006-04-12", "Tokyo High Court, 12 April 2006", "Tokyo HC 2006-04-12", "judgment", _READ,
    "東京高判平成18年4月12日", "jlnr.jp about_refugee",
)
TOKYO_HC_2007 = Source(
    "jp-tokyo-hc-2007-09-12", "Tokyo High Court, 12 September 2007, Heisei 19 (Gyo-Ko) 131", "Tokyo HC 2007-09-12",
    "judgment", _READ, "東京高判平成19年9月12日（平成19年（行コ）第131号）", "summary at courts.go.jp id=36120",
)
TOKYO_DC_2011 = Source(
    "jp-tokyo-dc-2011-02-04", "Tokyo District Court, 4 February 2011", "Tokyo DC 2011-02-04", "judgment", _READ,
    "東京地判平成23年2月4日", "commentary of December 2011",
)
NAGOYA_HC_2016 = Source(
    "jp-nagoya-hc-2016-07-28", "Nagoya High Court, 28 July 2016, Heisei 28 (Gyo-Ko) 19", "Nagoya HC 2016-07-28",
    "judgment", _READ, "名古屋高判平成28年7月28日（平成28年（行コ）第19号）", "hanrei.japanlaw.net 086242; commentary",
)
SAPPORO_HC_2022 = Source(
    "jp-sapporo-hc-2022-05-20", "Sapporo High Court, 20 May 2022", "Sapporo HC 2022-05-20", "judgment", _READ,
    "札幌高判令和4年5月20日", "press and commentary of 2022",
)
OSAKA_DC_2023 = Source(
    "jp-osaka-dc-2023-03-15", "Osaka District Court, 15 March 2023, Reiwa 2 (Gyo-U) 134", "Osaka DC 2023-03-15",
    "judgment", _READ, "大阪地判令和5年3月15日（令和2年（行ウ）第134号）", "kanz.jp 91980; press of March 2023",
)
NAGOYA_HC_2024 = Source(
    "jp-nagoya-hc-2024-01-25", "Nagoya High Court, 25 January 2024, Reiwa 5 (Gyo-Ko) 38", "Nagoya HC 2024-01-25",
    "judgment", _READ, "名古屋高判令和6年1月25日（令和5年（行コ）第38号）", "case.legalai.co.jp",
)
NAGOYA_DC_2024 = Source(
    "jp-nagoya-dc-2024-05-09", "Nagoya District Court, 9 May 2024", "Nagoya DC 2024-05-09", "judgment", _READ,
    "名古屋地判令和6年5月9日", "bar association page of November 2025",
)
MOJ_EXAMPLES = Source(
    "jp-moj-examples", "Examples of persons recognised or not, published yearly by the ministry", "MOJ examples",
    "practice", _READ, "難民と認定した事例等について",
    "moj.go.jp/isa 930004130, 001414758; commentary of November 2017",
)
DIET_211_132 = Source(
    "jp-diet-211-132", "Answer of the Government to the Diet, 211th session, no. 132", "Diet answer 211-132",
    "report", _READ, "答弁書第211回第132号", "the answer of 30 June 2023",
)
COMMENTARY = Source(
    "jp-commentary", "Commentary on refugee status in Japanese courts", "commentary", "report", _READ,
    "難民該当性に関する解説", "visa-special.com refugee_3; nmingalar 2011-12-13",
)
ARCA_1962 = Source(
    "jp-arca-1962", "Administrative Review Act of 1962 (Act 160 of 1962), in force until 31 March 2016",
    "ARCA 1962", "statute", _READ, "行政不服審査法（昭和37年法律第160号）", "no copy was read: known to the field",
)
PROCESSING_PLAN_2025 = Source(
    "jp-processing-plan-2025", "Plan of 23 May 2025 on the length of the refugee procedure", "Plan 2025",
    "practice", _READ, "不法滞在者ゼロプラン（令和7年5月23日）", "data-max.co.jp 78371; Nikkei of 23 May 2025",
)
SUPREME_1977 = Source(
    "jp-sc-1977-02-17", "Supreme Court, 17 February 1977", "SC 1977-02-17", "judgment", _READ, "最判昭和52年2月17日",
    "commentary on the first day under the older article 14(4)",
)
SUPREME_1952 = Source(
    "jp-sc-1952-11-20", "Supreme Court, 20 November 1952", "SC 1952-11-20", "judgment", _READ, "最判昭和27年11月20日",
    "commentary on the day of knowing",
)
SUPREME_2016 = Source(
    "jp-sc-2016-03-10", "Supreme Court, 10 March 2016", "SC 2016-03-10", "judgment", _READ, "最判平成28年3月10日",
    "commentary on the day of knowing",
)
CONSTITUTION = Source(
    "jp-constitution", "Constitution of Japan", "Constitution", "statute", _READ, "日本国憲法",
    "as applied in the judgments cited beside it",
)
