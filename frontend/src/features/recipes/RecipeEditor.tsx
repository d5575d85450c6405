/** The editor of a recipe whose settings are a form. */
import { useState } from 'react';
import { getRouteApi } from '@tanstack/react-router';
import { ParamsForm, SectionNav, useParamsForm } from '../forms';
import { ModelSummary } from './ModelSummary';
import classes from './Recipe.module.css';
import { RecipeFrame, type RecipeEditorProps } from './RecipeFrame';
import { RecipePanel } from './RecipePanel';
import { useRecipeDraft } from './useRecipeDraft';

const route = getRouteApi('/shell/projects/$key/recipes/$id');

export function RecipeEditor(props: RecipeEditorProps) {
  const { projectKey, recipe, type, flow } = props;
  const search = route.useSearch();
  const edit = useRecipeDraft(projectKey, recipe);
  const { draft } = edit;
  const form = useParamsForm({
    type,
    server: { kind: 'recipe', projectKey, id: recipe.id, inputs: draft.inputs },
    values: draft.params,
    refused: edit.refused,
  });
  const [section, setSection] = useState(search.section ?? form.sections[0]);
  const onFlow = flow.recipes.find((one) => one.id === recipe.id);
  return (
    <RecipeFrame
      {...props}
      edit={edit}
      form={form}
      panel={<RecipePanel projectKey={projectKey} type={type} draft={draft} form={form} items={flow.items} onFlow={onFlow} />}
      settings={
        <>
          <SectionNav form={form} current={section} onGo={setSection} />
          <div className={classes.fields}>
            <p className={classes.description}>{type.description}</p>
            <ModelSummary projectKey={projectKey} type={type} inputs={draft.inputs} />
            <ParamsForm form={form} projectKey={projectKey} onChange={edit.setParam} />
          </div>
        </>
      }
    />
  );
}
