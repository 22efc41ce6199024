import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  name: '数据分析',
  description: '回答关于表格的问题。智能体计算总和与平均值，而不是猜测。',
  'tags.0': 'CSV',
  'tags.1': '统计',
  'tags.2': '智能体',
}
