import { JoinPage } from '@/components/auth/join-page'
import { pageTitle } from '@/components/shell/page-title'

export const generateMetadata = () => pageTitle('titles.join')

export default function Page() {
  return <JoinPage />
}
