import { HelpPage } from '@/components/help/help-page'
import { pageTitle } from '@/components/shell/page-title'

export const generateMetadata = () => pageTitle('titles.help')

export default async function Page({ params }: { params: Promise<{ page?: string[] }> }) {
  const { page = [] } = await params
  return <HelpPage path={page.join('/')} />
}
