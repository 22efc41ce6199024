import type { IconName } from '@/components/ui/icon'
import { t } from '@/lib/client/messages/t'
import type { PublicationView } from '@/lib/contracts/versions'

/** Icon and name of each level of access to a published app. */
export const ACCESS_LEVELS: Readonly<Record<PublicationView['access'], { icon: IconName; label: string }>> = {
  link: {
    icon: 'globe',
    get label() {
      return t('publish.accessLink')
    },
  },
  members: {
    icon: 'users',
    get label() {
      return t('publish.accessMembers')
    },
  },
  key: {
    icon: 'key',
    get label() {
      return t('publish.accessKey')
    },
  },
}
