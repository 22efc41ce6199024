import { ConversationsPage } from '@/components/app-home/conversations/conversations-page'
import { pageTitle } from '@/components/shell/page-title'

export const generateMetadata = () => pageTitle('titles.conversations')

export default async function Page({ params }: { params: Promise<{ appId: string }> }) {
  const { appId } = await params
  return <ConversationsPage appId={appId} />
}
