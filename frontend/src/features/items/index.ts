export { ItemIcon, RecipeIcon } from './ItemIcon';
export { itemFact, itemKindWord, itemLook, recipeFact, recipeLook, sinceWords, type Look } from './itemLook';
