// What two of the parts share goes with what all of them share, instead of being a file of its own.
import './panel-head'
import { addIcons } from '../icons'
import { addTexts } from '../texts'
import { RICH_PATHS } from './rich-icons'
import { richTexts } from './rich-texts'

addTexts(richTexts)
addIcons(RICH_PATHS)
