import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  description: '查找和存储文件。',
  'connections.oauth.label': 'Microsoft 账户',
  'connections.oauth.help': '在 Microsoft Entra 中注册应用，添加“Web”类型的重定向网址并创建客户端密码。',
  'connections.oauth.fields.tenant.label': '租户',
  'connections.oauth.fields.tenant.help': '应用注册的目录 ID；多租户应用填“common”。',
  'actions.search-files.label': '搜索文件',
  'actions.search-files.description': '查找名称或内容包含某文本的文件。',
  'actions.upload-file.label': '上传文件',
  'actions.upload-file.description': '将文件存储到某路径并替换已有的文件。',
  'triggers.file-changed.label': '文件已更改',
  'triggers.file-changed.description': '每当有新文件或被更改的文件时启动。',
  'fields.text.label': '文本',
  'fields.limit.label': '最大结果数',
  'fields.path.label': '路径',
  'fields.file.label': '文件',
  'outputs.files.label': '文件',
  'outputs.id.label': '文件 ID',
  'outputs.url.label': '网址',
}
