import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  name: '图像生成',
  description: '把简短的想法变成详细描述，并据此生成图像。',
  'tags.0': '图片',
  'tags.1': '艺术',
  'tags.2': '设计',
}
