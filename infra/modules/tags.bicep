@export()
@description('Tags that every resource that takes tags is given.')
type resourceTags = {
  @description('One tag: its name and its value.')
  *: string
}
