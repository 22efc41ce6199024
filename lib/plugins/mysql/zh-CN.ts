import type { ManifestTexts } from '@/lib/messages/manifest-texts'
import { sqlTexts } from '../shared/sql/zh-CN'

export const zhCN: ManifestTexts = { description: '查询并修改 MySQL 或 MariaDB 数据库中的表。', ...sqlTexts }
