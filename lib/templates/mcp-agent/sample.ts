import type { Template } from '../template'

export const samples: Template['samples'] = {
  en: {
    inputs: { message: 'Which issues are assigned to me, and which one is the oldest?' },
    answer:
      'Three issues are assigned to you. The oldest is **LAMP-112, “Dimmer flickers at 10 %”**, opened 41 days ago. I used the tool `list_issues`.',
  },
  'zh-CN': {
    inputs: { message: '哪些议题分配给了我？最早的是哪一个？' },
    answer: '有三个议题分配给你。最早的是 **LAMP-112“调光器在 10% 时闪烁”**，41 天前创建。我使用了工具 `list_issues`。',
  },
}
