import { addIcons } from '../icons'
import { addTexts } from '../texts'
import { RICH_PATHS } from './rich-icons'
import { richTexts } from './rich-texts'

addTexts(richTexts)
addIcons(RICH_PATHS)
