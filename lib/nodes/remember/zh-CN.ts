import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  label: '记住',
  description: '在征得最终用户同意后，跨对话保存关于其的事实。',
  'fields.source.label': '保存',
  'fields.source.options.text': '整段文本作为一条事实',
  'fields.source.options.extract': '模型从文本中找出的事实（最多五条）',
  'fields.model.label': '模型',
  'fields.scope.label': '可被谁回忆',
  'fields.scope.options.app': '此应用',
  'fields.scope.options.workspace': '工作区的所有应用',
  'fields.scope.help': '同一工作区的应用必须用相同的 ID 表示相同的最终用户。',
  'fields.consent.label': '最终用户的同意',
  'fields.consent.options.required': '在聊天页面和小组件中征求',
  'fields.consent.options.given': '已通过其他方式取得，例如合同',
  'fields.consent.help': '在最终用户同意之前不保存任何内容。撤回同意会删除所有事实。',
  'fields.days.label': '事实的有效天数',
  'fields.toolDescription.label': '给智能体的描述',
  'fields.toolDescription.help': '模型何时、为何应把此节点当作工具使用。',
  'inputs.text.label': '文本',
  'inputs.text.description': '一条事实，例如“比起飞机更喜欢火车”；或要从中查找事实的消息。',
  'outputs.status.label': '状态',
  'outputs.status.description':
    '“stored”、“refused”（凭据）、“no-consent”，重新运行或运行没有最终用户时为“no-end-user”。',
  'outputs.count.label': '已保存的事实数',
  'texts.text': '整段文本',
  'texts.extract': '文本中的事实',
}
