import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  label: '分组框',
  description: '带标题的框，框内的节点随它移动。它不执行任何操作。',
}
