import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  name: '分派新的 GitHub 议题',
  description: '对于每个新议题启动：加标签、定优先级并评论首次答复。',
  'tags.0': 'GitHub',
  'tags.1': '议题',
  'tags.2': '事件',
}
