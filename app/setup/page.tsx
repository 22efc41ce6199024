import { SetupPage } from '@/components/auth/setup-page'
import { pageTitle } from '@/components/shell/page-title'

export const generateMetadata = () => pageTitle('titles.setup')

export default function Page() {
  return <SetupPage />
}
