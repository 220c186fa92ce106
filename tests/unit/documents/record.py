"""What the ministry told of the first meeting, fact by fact, in its own official phrases; and in English."""

GROUP = "คณะทำงานร่วมภาคประชาสังคมและภาครัฐเพื่อขับเคลื่อนเป้าหมายการพัฒนาที่ยั่งยืน"
FACTS_OF_THE_RECORD = (
    f"ข่าวสารนิเทศ : กระทรวงการต่างประเทศจัดการประชุม{GROUP} ครั้งที่ ๑/๒๕๖๑",
    "ศูนย์ข่าว กต.",
    "เมื่อวันที่ ๓๑ มกราคม ๒๕๖๑ นางกาญจนา ภัทรโชค อธิบดีกรมองค์การระหว่างประเทศ",
    "ผู้ประสานงานหลักด้านเป้าหมายการพัฒนาที่ยั่งยืน (Ms. SDG) ประจำกระทรวงการต่างประเทศ",
    f"เป็นประธานการประชุม{GROUP} ครั้งที่ ๑/๒๕๖๑ ณ วิเทศสโมสร กระทรวงการต่างประเทศ",
    "ซึ่งเป็นการประชุมคณะทำงานร่วมฯ ครั้งแรก",
    "มีวัตถุประสงค์เพื่อกำหนดสมาชิกภาพ ขอบเขตการดำเนินงานของคณะทำงานร่วมฯ",
    "แนวทางความร่วมมือระหว่างภาครัฐและภาคประชาสังคม",
    "(Sustainable Development Goals – SDGs)",
    "ผู้แทนจากหน่วยงานภาครัฐและองค์กรภาคประชาสังคมเข้าร่วมประมาณ ๘๐ คน",
    "ซึ่งรวมถึงกรรมการผู้ทรงคุณวุฒิจากคณะกรรมการส่งเสริมและพัฒนาองค์กรภาคประชาสังคม (คสป.)",
    "แลกเปลี่ยนความเห็นกันอย่างกว้างขวาง และต่างเห็นประโยชน์ของการจัดตั้งคณะทำงานร่วมชุดนี้",
    "เสริมสร้างปฏิสัมพันธ์อย่างสร้างสรรค์ระหว่างภาครัฐกับภาคประชาสังคม",
    "เปิดพื้นที่ทางความคิดและโอกาสในการมีส่วนร่วมอย่างทั่วถึง",
    "ด้วยการแบ่งปันข้อมูลและประสบการณ์ เติมเต็มช่องว่าง",
    "เป็นเวทีหารือในเรื่องที่เกี่ยวข้องเชื่อมโยงกับหลายประเด็นระหว่าง SDGs เป้าหมายต่าง ๆ",
    "หน่วยงานภาครัฐและองค์กรภาคประชาสังคมสามารถเข้าร่วมคณะทำงานร่วม",
    "ซึ่งมีรูปแบบสมาชิกที่เปิดกว้าง (open-ended)",
    "และสามารถเสนอวาระการประชุมคณะทำงานร่วมฯ เพื่อหารือแลกเปลี่ยนกันอย่างตรงไปตรงมา",
    "ในประเด็นด้านการพัฒนาที่สำคัญและสังคมให้ความสนใจ",
    "กระทรวงการต่างประเทศมีกำหนดจะเชิญประชุมคณะทำงานร่วมฯ อย่างสม่ำเสมอ",
    f"{GROUP}จัดตั้งขึ้นตามมติที่ประชุมระหว่างหน่วยงานภาครัฐและองค์กรภาคประชาสังคม",
    "เมื่อวันที่ ๙ ตุลาคม ๒๕๖๐",
    "ภายหลังประเทศไทยได้ไปรายงานความคืบหน้าการดำเนินการตามวาระการพัฒนาที่ยั่งยืน ค.ศ. ๒๐๓๐",
    "โดยสมัครใจ (Voluntary National Review - VNR) เมื่อเดือนกรกฎาคม ๒๕๖๐",
    "กระทรวงการต่างประเทศในฐานะหน่วยงานรับผิดชอบหลัก SDG 17 (หุ้นส่วนเพื่อการพัฒนาที่ยั่งยืน)",
    "ได้รับมอบหมายจากที่ประชุม",
)
IN_ENGLISH = (
    "News release: Ministry of Foreign Affairs holds Meeting No. 1/2561",
    "On 31 January 2018, Mrs. Kanchana Patarachoke, Director-General of the Department",
    "at Vithes Samosorn, Ministry of Foreign Affairs.",
    "It was the first meeting of the Joint Working Group.",
    "Its purpose was to settle membership",
    "about 80 people in all, including expert members of the Committee for the Promotion",
    "The participants exchanged views widely and saw the benefit",
    "Membership is open-ended: government agencies and civil-society organisations may join, and may "
    "propose agenda items",
    "convenes the Joint Working Group regularly.",
    "was set up by a resolution of a meeting of government agencies and civil-society organisations on "
    "9 October 2017, after Thailand’s Voluntary National Review (VNR)",
    "in July 2017.",
    "as lead agency for SDG 17 (Partnerships for the Goals).",
)
