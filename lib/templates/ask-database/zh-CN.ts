import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  name: '询问数据库',
  description: '为问题编写 SQL 查询，在 PostgreSQL 上只读运行，并解释结果。',
  'tags.0': 'SQL',
  'tags.1': 'PostgreSQL',
  'tags.2': '只读',
}
