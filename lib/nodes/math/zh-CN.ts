import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  label: '数学',
  description: '计算精确的十进制结果。作为工具时是智能体的计算器。',
  'fields.expression.label': '表达式',
  'fields.expression.placeholder': 'round({{price}} * 1.19, 2)',
  'fields.expression.help':
    '数字与 + - * / % ^ 和括号，以及 abs、ceil、floor、trunc、sign、round、sqrt、pow、mod、exp、ln、log10、sin、cos、tan、percent、min、max、sum 和 average。每个 {{name}} 会成为一个输入。',
  'fields.toolDescription.label': '给智能体的描述',
  'fields.toolDescription.help': '模型何时、为何应把此节点当作工具使用。',
  'outputs.value.label': '值',
  'outputs.text.label': '文本',
  'outputs.text.description': '结果的所有数字。',
}
