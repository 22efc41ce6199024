import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  name: '销售线索评分',
  description: '为网站询价评分，把热门线索保存到列表，并起草首次回复。',
  'tags.0': '线索',
  'tags.1': 'CRM',
  'tags.2': '评分',
}
