export { ReadsAndWrites } from './RecipePanel';
export { RecipeFrame, type RecipeEditorProps } from './RecipeFrame';
export { newOutputName, recipeQuery, type RecipeOut } from './recipeQueries';
export { useRecipeDraft, type RecipeDraft } from './useRecipeDraft';
