import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  label: '语音转文字',
  description: '把录音中说的话写成文字。',
  'fields.model.label': '模型',
  'fields.language.label': '语言',
  'fields.language.help': '两个字母的代码，例如 en 或 zh。指定语言会让结果更好。',
  'fields.language.placeholder': '由模型识别',
  'inputs.audio.label': '录音',
  'outputs.text.label': '文本',
  'texts.noModel': '还没有模型',
}
