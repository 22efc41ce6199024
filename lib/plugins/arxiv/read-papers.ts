import { readElements, readFeed } from '../shared/read-feed'

/** Papers of an Atom response; the API reports failures as an entry with the title “Error”. */
export function readPapers(xml: string) {
  const authors = readElements(xml, 'entry', 'name')
  return readFeed(xml).entries.map(({ id, title, summary, publishedAt }, index) => {
    const number = id.replace(/^https?:\/\/arxiv\.org\/abs\//, '')
    return {
      id: number,
      title,
      summary,
      publishedAt,
      authors: authors[index] ?? [],
      url: `https://arxiv.org/abs/${number}`,
      pdf: `https://arxiv.org/pdf/${number}`,
    }
  })
}
