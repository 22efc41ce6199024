import type { Template } from '../template'

export const samples: Template['samples'] = {
  en: {
    inputs: {
      transcript:
        'Mia: The new checkout is ready. Shall we launch it on Monday?\nJon: Not on Monday, the sale starts then. Wednesday is better.\nMia: Agreed, Wednesday. Who tells support?\nJon: I do, by Friday. And somebody has to update the help page.\nAnn: I take the help page, before the launch.',
    },
    answer:
      '## Launch of the new checkout\n\nThe new checkout is ready. Because the sale starts on Monday, it is launched on Wednesday.\n\n**Decisions**\n\n- The checkout is launched on Wednesday.\n\n**Tasks**\n\n- [ ] Tell support (Jon, by Friday)\n- [ ] Update the help page (Ann, before the launch)\n',
  },
  'zh-CN': {
    inputs: {
      transcript:
        '米娅：新的结账功能准备好了，周一上线吗？\n乔恩：周一不行，那天促销开始。周三更好。\n米娅：同意，周三。谁通知客服？\n乔恩：我来，周五之前。还要有人更新帮助页面。\n安：我来更新帮助页面，上线之前。',
    },
    answer:
      '## 新结账功能上线\n\n新的结账功能已准备好。由于周一促销开始，改在周三上线。\n\n**Decisions**\n\n- 结账功能周三上线。\n\n**Tasks**\n\n- [ ] 通知客服 (乔恩, 周五之前)\n- [ ] 更新帮助页面 (安, 上线之前)\n',
  },
}
