//! `#[test_on_both]`: one test function, run on SQLite and on PostgreSQL.

use proc_macro::TokenStream;
use quote::quote;
use syn::{ItemFn, parse_macro_input};

/// Makes two tests of `async fn name(app: TestApp)`: `name::sqlite` and `name::postgresql`.
///
/// The argument's type needs `async fn on(Database) -> Option<Self>`; `None` means that this
/// machine has no such database, which the harness has said out loud or made a failure.
#[proc_macro_attribute]
pub fn test_on_both(_: TokenStream, item: TokenStream) -> TokenStream {
    let test = parse_macro_input!(item as ItemFn);
    let name = &test.sig.ident;
    let Some(syn::FnArg::Typed(argument)) = test.sig.inputs.first() else {
        return quote!(compile_error!("a test on both databases takes one argument");).into();
    };
    let world = &argument.ty;
    quote! {
        mod #name {
            use super::*;
            #test
            #[actix_web::test]
            async fn sqlite() {
                if let Some(world) = <#world>::on(crate::support::database::Database::Sqlite).await {
                    #name(world).await;
                }
            }
            #[actix_web::test]
            async fn postgresql() {
                if let Some(world) = <#world>::on(crate::support::database::Database::Postgresql).await {
                    #name(world).await;
                }
            }
        }
    }
    .into()
}
