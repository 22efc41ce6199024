import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  name: '订单查询与转人工客服',
  description: '智能体查询订单并回答。客户需要人工时，同事从收件箱回复。',
  'tags.0': '订单',
  'tags.1': '转人工',
  'tags.2': '智能体',
}
