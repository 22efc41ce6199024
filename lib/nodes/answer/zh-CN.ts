import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  label: '回答',
  description: '应用返回的内容：流式文本、引用、文件或值。',
  'inputs.text.label': '文本',
  'inputs.files.label': '文件',
  'inputs.files.description': '与文本一起返回的文件，如图片、录音和文档。',
  'inputs.citations.label': '引用',
  'inputs.documents.label': '段落',
  'inputs.documents.description': '文本本身没有引用时显示为来源。',
  'inputs.data.label': '值',
  'inputs.data.description': '供应用调用方使用的 JSON。',
}
