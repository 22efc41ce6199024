import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  name: '客服分流',
  description: '按可编辑的示例给消息分类，根据你的文档回答问题，其余转交人工。',
  'tags.0': '工单',
  'tags.1': '分派',
}
