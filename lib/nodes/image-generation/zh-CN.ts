import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  label: '图像生成',
  description: '根据文字描述生成图片。',
  'fields.model.label': '模型',
  'fields.size.label': '尺寸',
  'fields.size.help': '像素。模型会拒绝它不支持的尺寸；xAI 的模型不接受尺寸。',
  'fields.size.options.': '由模型决定',
  'fields.size.options.512x512': '正方形，512',
  'fields.size.options.1024x1024': '正方形，1024',
  'fields.size.options.1024x1536': '竖版，1024 × 1536',
  'fields.size.options.1536x1024': '横版，1536 × 1024',
  'fields.size.options.1024x1792': '竖版，1024 × 1792',
  'fields.size.options.1792x1024': '横版，1792 × 1024',
  'inputs.prompt.label': '描述',
  'outputs.image.label': '图片',
  'texts.noModel': '还没有模型',
}
