import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  name: '邮件回复',
  description: '根据你的文档回复邮件。每封回复由人批准，垃圾邮件另行搁置。',
  'tags.0': '邮件',
  'tags.1': '审批',
  'tags.2': '发件箱',
}
