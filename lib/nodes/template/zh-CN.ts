import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  label: '模板',
  description: '写出填入值的文本。',
  'fields.text.label': '文本',
  'fields.text.help': '每个 {{name}} 会成为此节点的一个输入。',
  'fields.engine.label': '语法',
  'fields.engine.options.simple': '仅填入值',
  'fields.engine.options.jinja': 'Jinja',
  'fields.jinja.label': 'Jinja 模板',
  'fields.jinja.help': '支持 Jinja 的循环、条件和过滤器。它只能看到下面的值。',
  'fields.values.label': '值',
  'fields.values.itemLabel': '值',
  'fields.values.help': '每个 {{name}} 会成为此节点的一个输入。',
  'fields.values.item.name.label': '模板中的名称',
  'fields.values.item.value.label': '值',
  'fields.values.item.value.help': '单个引用保留其类型。',
  'outputs.text.label': '文本',
  'texts.empty': '空',
}
