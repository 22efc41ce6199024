import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  label: '读取文件',
  description: '返回本应用文件的文本、段落和表格行。',
  'fields.maxCharacters.label': '最大长度',
  'fields.maxCharacters.unit': '字符',
  'fields.maxCharacters.help': '文本更长时，此步骤失败。',
  'inputs.file.label': '文件',
  'inputs.file.description': '来自输入或其他步骤的文件，或文件列表。',
  'outputs.text.label': '文本',
  'outputs.text.description': '如果是列表，则各文本依次排列。',
  'outputs.texts.label': '文本列表',
  'outputs.texts.description': '每个文件一段文本。',
  'outputs.documents.label': '段落',
  'outputs.rows.label': '行',
  'outputs.rows.description': 'CSV、Excel 或 JSON 文件每行一个对象；其他文件为空。',
  'outputs.json.label': 'JSON',
  'outputs.json.description': 'JSON 文件的值。其他文件跳过此输出。',
}
