import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  name: '简历筛选',
  description: '将简历与招聘启事比较，附理由排序，并请人确认名单。',
  'tags.0': '招聘',
  'tags.1': '简历',
  'tags.2': '排序',
}
