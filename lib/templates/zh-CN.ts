import type { ManifestTexts } from '@/lib/messages/manifest-texts'

/** By the id of the template. */
export const templateTexts: Readonly<Record<string, ManifestTexts>> = {
  'chat-with-documents': {
    name: '与文档对话',
    description: '根据你的文件回答问题，引用可打开对应段落。无需语言模型。',
  },
  'website-assistant': {
    name: '网站助手',
    description: '网站对话气泡中的友好助手：问候访客，并根据你的页面回答。',
  },
  'support-triage': {
    name: '客服分流',
    description: '按可编辑的示例给消息分类，根据你的文档回答问题，其余转交人工。',
  },
  'research-agent': {
    name: '研究智能体',
    description: '按需反复查阅你的文档和维基百科，并引用所找到的内容的智能体。',
  },
  'invoice-to-json': {
    name: '发票转 JSON',
    description: '读取发票文本，以始终符合模式的 JSON 给出其字段。',
  },
  'compare-two-models': {
    name: '比较两个模型',
    description: '同时向两个模型提出同一个问题，并排显示它们的回答。',
  },
  'summarise-many': {
    name: '批量总结',
    description: '分别总结多篇文本，再用几句话总结全部。',
  },
  'approve-before-sending': {
    name: '发送前审批',
    description: '起草回复，等待有人在收件箱中批准，然后才发送到你的地址。',
  },
  'morning-report': {
    name: '晨间报告',
    description: '每天早上在你的文档中查找今天重要的内容，写出附来源的简短报告。',
  },
}
