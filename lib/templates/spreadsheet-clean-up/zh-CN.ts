import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  name: '表格清理',
  description: '整理杂乱的 CSV：统一姓名和地址，数字转为数值，去除重复并排序。',
  'tags.0': 'CSV',
  'tags.1': 'Excel',
  'tags.2': '去重',
}
