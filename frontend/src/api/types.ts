/** Short names for the generated shapes that many screens share. */
import type { components } from './schema.gen';

type Schemas = components['schemas'];

export type Me = Schemas['Me'];
export type ProjectCard = Schemas['ProjectCard'];
export type ProjectOut = Schemas['ProjectOut'];
export type RunningJob = Schemas['RunningJob'];
export type MiniNode = Schemas['MiniNode'];
export type Thumb = Schemas['Thumb'];
export type FlowOut = Schemas['FlowOut'];
export type FlowItem = Schemas['FlowItem'];
export type FlowRecipe = Schemas['FlowRecipe'];
export type RecipeType = Schemas['RecipeTypeOut'];
export type MacroType = Schemas['MacroTypeOut'];
export type Role = Schemas['RoleOut'];
export type JobOut = Schemas['JobOut'];
export type JobDetail = Schemas['JobDetail'];
export type PlanOut = Schemas['PlanOut'];
export type BuildType = Schemas['BuildIn']['build_type'];
export type Target = Schemas['TargetIn'];
export type StoredEvent = Schemas['StoredEventOut'];
export type EventBody = StoredEvent['body'];
export type EventKind = EventBody['kind'];
export type EventOf<Kind extends EventKind> = Extract<EventBody, { kind: Kind }>;
