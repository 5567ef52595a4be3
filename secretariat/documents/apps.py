from secretariat.core.domain import DomainApp


class DocumentsApp(DomainApp):
    name = "secretariat.documents"
