import { InboxPage } from '@/components/inbox/inbox-page'
import { pageTitle } from '@/components/shell/page-title'

export const generateMetadata = () => pageTitle('titles.inbox')

export default function Page() {
  return <InboxPage />
}
