import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  label: '合并',
  description: '把分支重新汇合。',
  'fields.mode.label': '传递',
  'fields.mode.options.any': '最先到达的值',
  'fields.mode.options.all': '全部到达后的命名值',
  'fields.mode.options.collect': '到达内容的列表',
  'fields.names.label': '名称',
  'fields.names.itemLabel': '名称',
  'inputs.values.label': '值',
  'outputs.value.label': '值',
  'texts.first': '最先到达的值',
  'texts.list': '列表',
}
