import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  label: '注入防护',
  description: '拦截试图让应用违背其指令的文本。',
  'fields.mode.label': '判断依据',
  'fields.mode.options.rules': '规则（内置，免费）',
  'fields.mode.options.trained': '训练好的模型',
  'fields.mode.options.model': '语言模型',
  'fields.trained.label': '训练好的模型',
  'fields.stopped.label': '要拦截的类别',
  'fields.stopped.help': '模型的类别名称。模型判断为其中之一时，其概率即为得分。',
  'fields.stopped.itemLabel': '类别',
  'fields.model.label': '模型',
  'fields.instructions.label': '指令',
  'fields.instructions.help': '这里允许什么（在不明显时说明）。',
  'fields.threshold.label': '拦截阈值',
  'fields.threshold.help': '越低拦截越多，也会拦截无害内容。',
  'inputs.text.label': '文本',
  'outputs.passed.label': '已通过',
  'outputs.blocked.label': '已拦截',
  'outputs.reasons.label': '原因',
  'outputs.reasons.description': '以文字说明；没有原因时为空。',
  'outputs.score.label': '得分',
  'outputs.score.description': '0 到 1。',
  'texts.guard':
    '{mode, select, rules {按规则} trained {按训练好的模型} model {按模型} other {按 {name}}}，达到 {threshold} 时拦截',
}
