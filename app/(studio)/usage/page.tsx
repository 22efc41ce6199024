import { pageTitle } from '@/components/shell/page-title'
import { UsagePage } from '@/components/usage/usage-page'

export const generateMetadata = () => pageTitle('titles.usage')

export default function Page() {
  return <UsagePage />
}
