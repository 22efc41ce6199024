import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  label: '文字转语音',
  description: '朗读文本并给出录音。',
  'fields.model.label': '模型',
  'fields.voice.label': '声音',
  'fields.voice.help': '使用服务中的名称，例如 OpenAI 的 alloy 或 nova。',
  'fields.voice.placeholder': '服务的默认声音',
  'fields.format.label': '格式',
  'inputs.text.label': '文本',
  'outputs.audio.label': '录音',
  'texts.noModel': '还没有模型',
}
