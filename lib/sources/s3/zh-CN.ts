import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  label: 'S3 存储桶',
  description: 'Amazon S3 或兼容服务中的文件。',
  'secret.help': '临时凭证：secret:session-token。',
  'fields.bucket.label': '存储桶',
  'fields.prefix.label': '仅以此开头的',
  'fields.prefix.help': '留空：整个存储桶。',
  'fields.region.label': '地域',
  'fields.endpoint.label': '服务地址',
  'fields.endpoint.help': '留空：Amazon S3。MinIO、Cloudflare R2、Backblaze B2、Wasabi 和 Ceph 有各自的地址。',
  'fields.accessKeyId.help': '只能列出存储桶并读取其对象的用户，没有其他权限。',
  'fields.include.label': '仅这些',
  'fields.include.help': 'these; * stands for anything. For example *.pdf 中的 Paths that fit one',
  'fields.include.itemLabel': '模式',
  'fields.exclude.label': '排除这些',
  'fields.exclude.help': '要排除的路径。例如 */old/*',
  'fields.exclude.itemLabel': '模式',
}
