import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  name: '网站助手',
  description: '网站对话气泡中的友好助手：问候访客，并根据你的页面回答。',
  'tags.0': '网站',
  'tags.1': '小组件',
  'tags.2': '访客',
}
