import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  description: 'Notion 中某个连接可见的页面和数据库。',
  'secret.label': '集成令牌',
  'secret.help': '创建可读取内容的内部集成，并复制其密钥。',
  'fields.content.label': '读取内容',
  'fields.content.help': '由 Notion 决定可见页面：在那里打开页面，选择“连接”并添加此连接。其下的页面会一并包含。',
  'fields.content.options.all': '页面和数据库',
  'fields.content.options.pages': '仅页面',
  'fields.content.options.databases': '仅数据库（作为表格）',
}
