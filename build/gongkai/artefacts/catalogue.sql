-- catalogue.db. SQLite keeps these texts, so that `.schema` says what every column is.
CREATE TABLE catalogue ( -- 目录本身，只有一行
  bureau TEXT NOT NULL, -- 发布机构
  front_code TEXT NOT NULL, -- 索引号前段代码
  domain TEXT NOT NULL, -- 目录域名
  address TEXT NOT NULL, -- 栏目网址，各表的网址都相对于它
  sample INTEGER NOT NULL -- 1：示例数据，不是正式公开的信息
);
CREATE TABLE items ( -- 信息，一条一行；终止效力的也在
  index_number TEXT PRIMARY KEY, -- 索引号
  title TEXT NOT NULL, -- 标题
  category TEXT NOT NULL, -- 类别
  topic TEXT NOT NULL, -- 主题分类
  department TEXT NOT NULL, -- 制作科室
  publisher TEXT NOT NULL, -- 公开科室
  created TEXT NOT NULL, -- 形成日期，年-月-日，下同
  published TEXT NOT NULL, -- 发布日期
  updated TEXT NOT NULL, -- 更新日期
  number TEXT, -- 发文字号
  validity TEXT NOT NULL, -- 有效性：有效、废止、失效、被替代、依法撤回
  withdrawn_on TEXT, -- 终止日期
  withdrawn_reason TEXT, -- 终止理由
  replaced_by TEXT REFERENCES items, -- 被替代：替代本条的信息的索引号
  first_published_on TEXT, -- 首次公开日期：本目录以前公开过的
  first_published_where TEXT, -- 首次公开处所
  interprets_later TEXT, -- 解读晚于文件的理由
  no_interpretation TEXT, -- 不另解读的理由
  late_reason TEXT, -- 逾期理由
  days_late INTEGER, -- 逾期天数，取最长的
  summary TEXT NOT NULL, -- 内容概述
  important INTEGER NOT NULL, -- 1：重要文件
  secrecy_review TEXT NOT NULL, -- 保密审查依据
  revision INTEGER NOT NULL, -- 版次
  content_sha256 TEXT NOT NULL, -- 原文校验值
  page TEXT NOT NULL, -- 网页
  data TEXT NOT NULL, -- 数据（JSON）
  source TEXT NOT NULL, -- 带签名的原文
  text TEXT NOT NULL -- 正文（Markdown）；依法撤回的为空
);
CREATE TABLE keywords ( -- 主题词
  item TEXT NOT NULL REFERENCES items, -- 索引号
  keyword TEXT NOT NULL, -- 主题词
  PRIMARY KEY (item, keyword)
);
CREATE TABLE attachments ( -- 附件
  item TEXT NOT NULL REFERENCES items, -- 索引号
  file TEXT NOT NULL, -- 文件名
  title TEXT NOT NULL, -- 附件名称
  bytes INTEGER NOT NULL, -- 字节数
  sha256 TEXT NOT NULL, -- 校验值
  address TEXT NOT NULL, -- 网址
  PRIMARY KEY (item, file)
);
CREATE TABLE approvals ( -- 批准；签名本身在原文里
  item TEXT NOT NULL REFERENCES items, -- 索引号
  role TEXT NOT NULL, -- 角色
  role_title TEXT NOT NULL, -- 角色名称
  by TEXT NOT NULL, -- 批准人：岗位@目录域名
  department TEXT NOT NULL, -- 批准人所在科室
  position TEXT NOT NULL, -- 岗位名称
  acting_for TEXT, -- 代理哪个岗位
  at TEXT NOT NULL, -- 批准时间
  PRIMARY KEY (item, role)
);
CREATE TABLE changes ( -- 更正和更新
  item TEXT NOT NULL REFERENCES items, -- 索引号
  place INTEGER NOT NULL, -- 第几次
  date TEXT NOT NULL, -- 变更日期
  kind TEXT NOT NULL, -- 更正或者更新
  note TEXT NOT NULL, -- 变更说明
  PRIMARY KEY (item, place)
);
CREATE TABLE editions ( -- 以前各版
  item TEXT NOT NULL REFERENCES items, -- 索引号
  revision INTEGER NOT NULL, -- 版次
  published TEXT NOT NULL, -- 这一版的公开日期
  until TEXT NOT NULL, -- 下一版公开之日
  content_sha256 TEXT NOT NULL, -- 这一版的原文校验值
  page TEXT NOT NULL, -- 网页
  source TEXT NOT NULL, -- 原文
  PRIMARY KEY (item, revision)
);
CREATE TABLE replacements ( -- 替代
  item TEXT NOT NULL REFERENCES items, -- 新的一条
  replaces TEXT NOT NULL REFERENCES items, -- 被它替代的一条
  PRIMARY KEY (item, replaces)
);
CREATE TABLE interpretations ( -- 解读
  item TEXT NOT NULL REFERENCES items, -- 解读
  interprets TEXT NOT NULL REFERENCES items, -- 被它解读的一条
  PRIMARY KEY (item, interprets)
);
CREATE VIEW 目录 AS -- 给人看的目录，与 catalogue.csv 相应，新发布的在前
  SELECT index_number AS 索引号, title AS 标题, category AS 类别, topic AS 主题分类, department AS 制作科室,
    publisher AS 公开科室, created AS 形成日期, published AS 发布日期, updated AS 更新日期, days_late AS 逾期天数,
    number AS 发文字号, validity AS 有效性, summary AS 内容概述,
    (SELECT group_concat(keyword, ' ') FROM keywords WHERE item = index_number) AS 主题词,
    (SELECT count(*) FROM attachments WHERE item = index_number) AS 附件数,
    revision AS 版次, address || page AS 网页
  FROM items, catalogue ORDER BY published DESC, index_number DESC;
CREATE VIEW 变更记录 AS -- 更正、更新和效力终止，新的在前
  SELECT date AS 日期, kind AS 种类, item AS 索引号, title AS 标题, note AS 说明
    FROM changes JOIN items ON item = index_number
  UNION ALL
  SELECT withdrawn_on, validity, index_number, title, withdrawn_reason FROM items WHERE withdrawn_on IS NOT NULL
  ORDER BY 1 DESC, 3 DESC;
