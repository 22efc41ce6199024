import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  label: '代码',
  description: '在沙箱中用 JavaScript 计算结果。',
  'fields.inputs.label': '输入',
  'fields.inputs.itemLabel': '输入',
  'fields.inputs.item.name.label': '名称',
  'fields.inputs.item.kind.label': '种类',
  'fields.inputs.item.kind.options.any': '任意值',
  'fields.inputs.item.kind.options.text': '文本',
  'fields.inputs.item.kind.options.number': '数字',
  'fields.inputs.item.kind.options.boolean': '是或否',
  'fields.inputs.item.kind.options.documents': '段落',
  'fields.inputs.item.kind.options.messages': '消息',
  'fields.inputs.item.required.label': '必填',
  'fields.inputs.item.description.label': '给智能体的描述',
  'fields.code.help': '输入在“input”中；用“return”给出结果。没有网络，也没有文件。',
  'fields.timeoutSeconds.label': '最长运行',
  'fields.timeoutSeconds.unit': '秒',
  'fields.toolDescription.label': '给智能体的描述',
  'fields.toolDescription.help': '模型何时、为何应把此节点当作工具使用。',
  'outputs.result.label': '结果',
}
