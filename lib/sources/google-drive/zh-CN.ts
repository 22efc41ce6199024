import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  description: '共享给服务账号的文件夹中的文档、表格、幻灯片和文件。',
  'secret.label': '服务账号',
  'secret.help': '服务账号密钥的 JSON 文件。其项目中须启用 Drive API。',
  'fields.folder.label': '文件夹',
  'fields.folder.help': '把它共享给服务账号的地址（文件中的 client_email）；查看权限即可。',
  'fields.subfolders.label': '包含其中的文件夹',
  'fields.include.label': '仅这些',
  'fields.include.help': 'these; * stands for anything. For example *.pdf 中的 Paths that fit one',
  'fields.include.itemLabel': '模式',
  'fields.exclude.label': '排除这些',
  'fields.exclude.help': '要排除的路径。例如 *draft*',
  'fields.exclude.itemLabel': '模式',
}
