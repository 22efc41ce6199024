import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  label: '模板',
  description: '写出填入值的文本。',
  'fields.text.label': '文本',
  'fields.text.help': '每个 {{name}} 会成为此节点的一个输入。',
  'outputs.text.label': '文本',
  'texts.empty': '空',
}
