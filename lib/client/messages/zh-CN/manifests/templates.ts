import type { Sentences } from '../../sentence-book'

/** Templates of apps. */
export const templates: Sentences = {
  'Approve before sending': '发送前审批',
  'Drafts a reply, waits until a person approves it in the inbox, and only then sends it to your address.':
    '起草回复，等待有人在收件箱中批准，然后才发送到你的地址。',
  Letter: '来信',
  'What they wrote': '对方写的内容',
  'Who gets the reply': '回复的收件人',
  Draft: '草稿',
  'Send this reply to {{recipient}}?': '把此回复发送给 {{recipient}}？',
  Subject: '主题',
  'Send to your address': '发送到你的地址',
  Sent: '已发送',
  'Not sent': '未发送',
  'Chat with your documents': '与文档对话',
  'Answers questions from your files, with citations that open the passage. Works without a language model.':
    '根据你的文件回答问题，引用可打开对应段落。无需语言模型。',
  'Find passages': '查找段落',
  Conversation: '对话',
  'Answer from passages': '根据段落回答',
  'Compare two models': '比较两个模型',
  'Asks two models the same question at the same time and shows their answers side by side.':
    '同时向两个模型提出同一个问题，并排显示它们的回答。',
  'First model': '第一个模型',
  'Second model': '第二个模型',
  'Side by side': '并排显示',
  'Invoice to JSON': '发票转 JSON',
  'Reads the text of an invoice and gives its fields as JSON that always fits the schema.':
    '读取发票文本，以始终符合模式的 JSON 给出其字段。',
  Invoice: '发票',
  'Text of the invoice': '发票文本',
  'Read the fields': '读取字段',
  'Morning report': '晨间报告',
  'Looks through your documents for what matters today and writes a short report with its sources, every morning.':
    '每天早上在你的文档中查找今天重要的内容，写出附来源的简短报告。',
  Report: '报告',
  Date: '日期',
  'What the report is about': '报告的主题',
  'Research agent': '研究智能体',
  'An agent that looks into your documents and into Wikipedia, as often as it needs, and cites what it found.':
    '按需反复查阅你的文档和维基百科，并引用所找到的内容的智能体。',
  'Search documents': '检索文档',
  'Look up Wikipedia': '查阅维基百科',
  Researcher: '研究员',
  'Summarise many': '批量总结',
  'Summarises many texts side by side, each by itself, and then all of them in a few sentences.':
    '分别总结多篇文本，再用几句话总结全部。',
  Texts: '文本',
  'Texts, with a line of --- between them': '多篇文本，之间用一行 --- 分隔',
  Split: '拆分',
  'Each text': '每篇文本',
  Summary: '摘要',
  'All of them': '全部',
  Overview: '概览',
  'Support triage': '客服分流',
  'Sorts messages by examples you can edit, answers questions from your documents and hands the rest over.':
    '按可编辑的示例给消息分类，根据你的文档回答问题，其余转交人工。',
  Customer: '客户',
  Triage: '分流',
  Billing: '账单',
  'To billing': '转账单组',
  'To a person': '转人工',
  'Website assistant': '网站助手',
  'A friendly assistant for the chat bubble of your website: greets visitors and answers from your pages.':
    '网站对话气泡中的友好助手：问候访客，并根据你的页面回答。',
  Visitor: '访客',
  'What is it about?': '关于什么？',
  Greeting: '问候',
  Thanks: '感谢',
  Greet: '问候',
  'You are welcome': '不客气',
}
