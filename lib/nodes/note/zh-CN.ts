import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  label: '便签',
  description: '给人看的便签，不执行任何操作。',
  'fields.text.label': '便签',
  'fields.text.placeholder': '用 Markdown 书写。',
}
